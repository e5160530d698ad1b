/** What is shipped beside the code: the packaged application, the launcher, the files for deployment. */
@NullMarked
package dev.countersign.packaging;

import org.jspecify.annotations.NullMarked;

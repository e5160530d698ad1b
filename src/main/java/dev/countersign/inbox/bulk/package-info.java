/** Many calls at once: every one of them is on the page, has its own digest and gets its own result. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.bulk;

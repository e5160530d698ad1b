/** What the templates show: records made of the approvals, worded for people. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.view;

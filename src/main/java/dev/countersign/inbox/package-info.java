/**
 * What people see and press: the pages of the inbox. Pages are forms and links first; scripts only make the same pages quicker.
 *
 * <p>Reading order: {@code InboxPages}, {@code VotePages}, {@code HistoryPages}, {@code LoginPages}, {@code LiveEvents}; the
 * records that templates show are in {@code view}, text from outside is made safe in {@code text}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox;

package dev.countersign.inbox.view;

/**
 * What every page has around its content.
 *
 * @param title of the page
 * @param waiting how many calls need this person, for the title; empty when that is not asked
 * @param page which entry of the navigation it is
 * @param trail whether the person may read the audit trail
 * @param admin whether the person may see the pages of admins
 * @param token of the forms
 * @param idle seconds after which the session ends when nobody does anything
 */
public record Shell(
        String title,
        String waiting,
        String page,
        String person,
        boolean trail,
        boolean admin,
        String token,
        long idle) {}

package dev.countersign.call;

/**
 * The name of a person: approver, admin, auditor or owner of an agent.
 *
 * @param value the name as configured, never blank
 */
public record PersonName(String value) implements Comparable<PersonName> {

    public PersonName {
        Names.check("person name", value);
    }

    @Override
    public int compareTo(PersonName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

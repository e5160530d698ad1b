package dev.countersign.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** A failure as a page with a way back. */
@CheckedTemplate(basePath = "inbox", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ErrorPage(int status, String title, String detail) implements TemplateInstance {

    static String render(Problem problem) {
        return new ErrorPage(problem.status(), problem.title(), problem.detail()).render();
    }
}

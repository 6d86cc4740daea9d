/* The user's locale, "language[_COUNTRY][.encoding][@modifier]", cut into the parts Java wants. */
#include <locale.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "svm_locale.h"

static svm_locale_props_t props;

static char *copy(const char *from, size_t length) {
    return length == 0 ? NULL : strndup(from, length);
}

/* Only the scripts that glibc's locales name by a modifier. */
static const char *script_of(const char *modifier) {
    static const char *const scripts[][2] = {
        {"latin", "Latn"}, {"cyrillic", "Cyrl"}, {"devanagari", "Deva"}, {"iqtelif", "Latn"}};
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        if (strcmp(modifier, scripts[i][0]) == 0) {
            return scripts[i][1];
        }
    }
    return NULL;
}

static void parse(int category, const char **language, const char **script, const char **country) {
    const char *name = setlocale(category, NULL);
    if (name == NULL || *name == '\0' || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0
            || strncmp(name, "C.", 2) == 0) {
        *language = "en";
        return;
    }
    size_t language_length = strcspn(name, "_.@");
    *language = copy(name, language_length);
    if (name[language_length] == '_') {
        const char *start = name + language_length + 1;
        *country = copy(start, strcspn(start, ".@"));
    }
    const char *modifier = strchr(name, '@');
    *script = modifier == NULL ? NULL : script_of(modifier + 1);
}

int svm_initialize_locale(void) {
    setlocale(LC_ALL, "");
    parse(LC_MESSAGES, &props.display_language, &props.display_script, &props.display_country);
    parse(LC_CTYPE, &props.format_language, &props.format_script, &props.format_country);
    return props.display_language == NULL || props.format_language == NULL
            ? SVM_LOCALE_INITIALIZATION_OUT_OF_MEMORY
            : SVM_LOCALE_INITIALIZATION_SUCCEEDED;
}

const svm_locale_props_t *svm_get_locale(void) {
    return &props;
}

/* The codes of diagnostics. A code keeps its meaning for ever; a retired one is
 * not used again. R: rubrics and language files. A: answers. */
#ifndef LG_BASE_CODES_H
#define LG_BASE_CODES_H

/* R0xx: the file as YAML */
#define LG_CODE_YAML_SYNTAX "R001"
#define LG_CODE_ENCODING "R002"
#define LG_CODE_TOO_LARGE "R003"
#define LG_CODE_TOO_DEEP "R004"
#define LG_CODE_TOO_MANY_NODES "R005"
#define LG_CODE_DUPLICATE_KEY "R006"
#define LG_CODE_TAG "R007"
#define LG_CODE_UNKNOWN_ALIAS "R008"
#define LG_CODE_SEVERAL_DOCUMENTS "R009"
#define LG_CODE_EMPTY_FILE "R010"
#define LG_CODE_MERGE_KEY "R011"
/* R1xx: keys and values */
#define LG_CODE_UNKNOWN_KEY "R101"
#define LG_CODE_MISSING_KEY "R102"
#define LG_CODE_WRONG_TYPE "R103"
#define LG_CODE_BAD_VALUE "R104"
#define LG_CODE_BAD_NAME "R105"
#define LG_CODE_DUPLICATE_NAME "R106"
#define LG_CODE_FORMAT_VERSION "R107"
#define LG_CODE_UNKNOWN_LANGUAGE "R108"
#define LG_CODE_INCLUDE "R109"
#define LG_CODE_TOO_MANY "R110"
#define LG_CODE_EMPTY_VALUE "R111"
#define LG_CODE_KEY_NOT_HERE "R112"
/* R2xx: wordings and concepts */
#define LG_CODE_BAD_WORDING "R201"
#define LG_CODE_BAD_REGEX "R202"
#define LG_CODE_UNKNOWN_CONCEPT "R203"
#define LG_CODE_CYCLIC_CONCEPTS "R204"
#define LG_CODE_EMPTY_MATCH "R205"
#define LG_CODE_NO_FIXED_WORDS "R206"
#define LG_CODE_DUPLICATE_WORDING "R207"
#define LG_CODE_WORDING_TOO_LONG "R208"
#define LG_CODE_TYPOS_WITHOUT_EFFECT "R209"
/* R3xx: expressions and signals */
#define LG_CODE_BAD_EXPRESSION "R301"
#define LG_CODE_UNKNOWN_NAME "R302"
#define LG_CODE_NO_POSITION "R303"
#define LG_CODE_CYCLIC_SIGNALS "R304"
#define LG_CODE_BAD_WINDOW "R305"
#define LG_CODE_EMPTY_SET "R306"
#define LG_CODE_EXPRESSION_TOO_DEEP "R307"
#define LG_CODE_CYCLIC_CRITERIA "R308"
#define LG_CODE_CANNOT_HOLD "R309"
/* R4xx: criteria, levels, bands */
#define LG_CODE_BAD_LEVEL "R401"
#define LG_CODE_UNREACHABLE_LEVEL "R402"
#define LG_CODE_BANDS "R403"
#define LG_CODE_POINTS "R404"
#define LG_CODE_WEIGHTS "R405"
#define LG_CODE_UNKNOWN_BAND "R406"
/* R5xx: what lint finds in a rubric that can be used */
#define LG_CODE_UNUSED "R501"
#define LG_CODE_NO_TESTS "R502"
#define LG_CODE_LEVEL_UNTESTED "R503"
#define LG_CODE_TEST_FAILED "R504"
/* A: while grading */
#define LG_CODE_ANSWER_ENCODING "A001"
#define LG_CODE_ANSWER_NUL "A002"
#define LG_CODE_ANSWER_TOO_LARGE "A003"
#define LG_CODE_REGEX_LIMIT "A004"
#define LG_CODE_CONFIRM_LIMIT "A005"
#define LG_CODE_HIT_LIMIT "A006"
#define LG_CODE_SPAN_LIMIT "A007"
#define LG_CODE_ANSWER_EMPTY "A008"
#define LG_CODE_ALL_SPANS_LIMIT "A009"

#endif

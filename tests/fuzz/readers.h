/* Strict readers of reports: what a report promises to the programs that read it
 * is looked at byte by byte, and a broken promise ends the process. */
#ifndef LIBGRADE_TESTS_FUZZ_READERS_H
#define LIBGRADE_TESTS_FUZZ_READERS_H

#include "fuzz.h"

/* JSON in well-formed UTF-8: one value, or one a line. */
void read_json_report(const fuzz_text *report);
void read_json_lines(const fuzz_text *report);

/* XML; nothing is looked at where the parser was not there to build with. */
void read_xml_report(const fuzz_text *report);

/* Lines without control characters and bytes that are no UTF-8, of which none is
 * a command to a CI runner. With `commands` those of annotations may be. */
void read_lines(const fuzz_text *report, int commands);

/* And what each of these formats asks for besides. */
void read_csv_report(const fuzz_text *report);
void read_tap_report(const fuzz_text *report);
void read_gcc_report(const fuzz_text *report);

#endif

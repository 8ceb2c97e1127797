# Writes the names that grade stream --fields takes, from the schema of reports: the
# members of a line, then those of its answer, outer ones before what is in them.
#   cmake -DREPORT=report.schema.json -DOUT=field_names.h -P field_names.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${REPORT} schema)

# The answer is taken apart, and these two no answer of a stream has.
set(left_out line.answer answer.rubric answer.checks)

function(add_names list definition prefix)
  string(JSON last LENGTH "${schema}" definitions ${definition} properties)
  math(EXPR last "${last} - 1")
  foreach(index RANGE ${last})
    string(JSON name MEMBER "${schema}" definitions ${definition} properties ${index})
    if(NOT "${definition}.${name}" IN_LIST left_out)
      set_property(GLOBAL APPEND PROPERTY ${list} "  \"${prefix}${name}\"")
      string(JSON value GET "${schema}" definitions ${definition} properties ${name})
      if("${value}" MATCHES "#/definitions/([a-z_]+)")
        add_names(${list} ${CMAKE_MATCH_1} "${prefix}${name}.")
      endif()
    endif()
  endforeach()
endfunction()

add_names(of_line line "")
add_names(of_answer answer "")
get_property(of_line GLOBAL PROPERTY of_line)
get_property(of_answer GLOBAL PROPERTY of_answer)
list(LENGTH of_line first)
list(JOIN of_line ",\n" of_line)
list(JOIN of_answer ",\n" of_answer)
file(WRITE ${OUT} "/* Made from the schema of reports. */
enum { FIRST_OF_ANSWER = ${first} };

static const char *const names[] = {
${of_line},
${of_answer}};
")

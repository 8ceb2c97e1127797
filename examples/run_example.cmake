# Runs an example: it must succeed, say nothing on standard error, and print
# EXPECT: a regular expression, or @file for exactly the text of a file.
execute_process(
  COMMAND ${PROGRAM} ${ARGUMENTS}
  RESULT_VARIABLE status
  OUTPUT_VARIABLE output
  ERROR_VARIABLE errors)
if(NOT status EQUAL 0 OR errors)
  message(FATAL_ERROR "status ${status}\n${output}${errors}")
endif()
if(EXPECT MATCHES "^@(.*)")
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${CMAKE_MATCH_1} expected)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "expected:\n${expected}got:\n${output}")
  endif()
elseif(NOT output MATCHES "${EXPECT}")
  message(FATAL_ERROR "expected:\n${EXPECT}\ngot:\n${output}")
endif()

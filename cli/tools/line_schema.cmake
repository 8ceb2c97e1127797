# Writes the schema of a line of jsonl: that of a report with another root, since
# both have the same definitions.
#   cmake -DREPORT=report.schema.json -DOUT=report-line.schema.json -P line_schema.cmake
file(READ ${REPORT} text)
foreach(
  change IN
  ITEMS "\"Report of grade\"=>\"Line of a report of grade\""
        "What --output json writes: one object over all answers.=>What --output jsonl writes: one line for each answer, which is one object."
        "\"\$ref\": \"#/definitions/report\"=>\"\$ref\": \"#/definitions/line\"")
  string(REPLACE "=>" ";" pair "${change}")
  list(GET pair 0 from)
  list(GET pair 1 to)
  string(REPLACE "${from}" "${to}" changed "${text}")
  if(changed STREQUAL text)
    message(FATAL_ERROR "${REPORT} does not hold ${from}")
  endif()
  set(text "${changed}")
endforeach()
file(WRITE ${OUT} "${text}")

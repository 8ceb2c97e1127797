# Writes the schema of a line of jsonl, or of grade stream: that of a report with
# another root, since all have the same definitions.
#   cmake -DREPORT=report.schema.json -DROOT=line -DOUT=report-line.schema.json -P line_schema.cmake
set(title_line "Line of a report of grade")
set(content_line "What --output jsonl writes: one line for each answer, which is one object.")
set(title_reply "Line of grade stream")
set(content_reply "What grade stream writes: one line for each that it reads, which is one object.")
file(READ ${REPORT} text)
foreach(
  change IN
  ITEMS "\"Report of grade\"=>\"${title_${ROOT}}\""
        "What --output json writes: one object over all answers.=>${content_${ROOT}}"
        "\"\$ref\": \"#/definitions/report\"=>\"\$ref\": \"#/definitions/${ROOT}\"")
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

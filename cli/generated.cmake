# What is made from the tables of commands and options: resources that are part
# of the program, completions, manual pages.
set(made ${CMAKE_CURRENT_BINARY_DIR})
set(schemas ${PROJECT_SOURCE_DIR}/rubrics/schema)

# -- resources: schemas and the frames of completions --------------------------
set(frames grade.bash grade.zsh grade.fish)
set(resources rubric.schema.json report.schema.json report-line.schema.json stream-line.schema.json
              ${frames})
list(TRANSFORM frames PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/completions/ OUTPUT_VARIABLE frame_paths)
set(embed ${PROJECT_SOURCE_DIR}/libgrade/cmake/Embed.cmake)
add_custom_command(
  OUTPUT ${made}/resources.c ${made}/resources/report-line.schema.json
         ${made}/resources/stream-line.schema.json
  COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/resources
  COMMAND ${CMAKE_COMMAND} -E copy ${schemas}/rubric.schema.json ${schemas}/report.schema.json
          ${frame_paths} ${made}/resources
  COMMAND ${CMAKE_COMMAND} -DREPORT=${schemas}/report.schema.json -DROOT=line
          -DOUT=${made}/resources/report-line.schema.json -P
          ${CMAKE_CURRENT_SOURCE_DIR}/tools/line_schema.cmake
  COMMAND ${CMAKE_COMMAND} -DREPORT=${schemas}/report.schema.json -DROOT=reply
          -DOUT=${made}/resources/stream-line.schema.json -P
          ${CMAKE_CURRENT_SOURCE_DIR}/tools/line_schema.cmake
  COMMAND
    ${CMAKE_COMMAND} -DOUT=${made}/resources.c -DROOT=${made}/resources -DTABLE=resources
    -DHEADER=resources.h -DTYPE=cli_resource "-DFILES=${resources}" -P ${embed}
  DEPENDS ${frame_paths} ${schemas}/rubric.schema.json ${schemas}/report.schema.json ${embed}
          tools/line_schema.cmake
  VERBATIM)
target_sources(grade_parts PRIVATE ${made}/resources.c)
target_include_directories(grade_parts PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})

# -- names of the members of a reply --------------------------------------------
add_custom_command(
  OUTPUT ${made}/field_names.h
  COMMAND ${CMAKE_COMMAND} -DREPORT=${schemas}/report.schema.json -DOUT=${made}/field_names.h -P
          ${CMAKE_CURRENT_SOURCE_DIR}/tools/field_names.cmake
  DEPENDS ${schemas}/report.schema.json tools/field_names.cmake
  VERBATIM)
add_custom_target(grade_field_names DEPENDS ${made}/field_names.h)
target_sources(grade_parts PRIVATE ${made}/field_names.h)
target_include_directories(grade_parts PRIVATE ${made})

# -- completions: what `grade completion SHELL` prints --------------------------
set(completions "")
function(grade_completion shell name)
  set(out ${made}/completions/${name})
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/completions
    COMMAND grade completion ${shell} > ${out}
    DEPENDS grade
    VERBATIM)
  set(completions ${completions} ${out} PARENT_SCOPE)
endfunction()
grade_completion(bash grade)
grade_completion(zsh _grade)
grade_completion(fish grade.fish)

# -- manual pages -----------------------------------------------------------------
add_executable(write_manual tools/write_manual.c)
target_link_libraries(write_manual PRIVATE grade_parts)
target_include_directories(write_manual PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
set(manuals "")
foreach(
  name IN
  ITEMS grade grade-calibrate grade-check grade-completion grade-eval grade-explain grade-lint
        grade-rubrics grade-schema grade-stream)
  set(page ${CMAKE_CURRENT_SOURCE_DIR}/man/${name}.1.in)
  set(out ${made}/man/${name}.1)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/man
    COMMAND write_manual ${page} ${out}
    DEPENDS write_manual ${page}
    VERBATIM)
  list(APPEND manuals ${out})
endforeach()

add_custom_target(grade_documents ALL DEPENDS ${completions} ${manuals})

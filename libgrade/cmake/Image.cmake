# Compiles rubrics into the library: libgrade_images(target root languages id…)
# runs freeze_rubric on each folder `root`/`id` and puts the images into `target`.
function(libgrade_images target root languages_folder)
  set(text "/* Made by Image.cmake. */\n#include \"api/builtin.h\"\n\n")
  set(rows "")
  set(images "")
  file(GLOB languages CONFIGURE_DEPENDS ${languages_folder}/*.yaml)
  foreach(id IN LISTS ARGN)
    set(image ${CMAKE_CURRENT_BINARY_DIR}/${id}.image)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${root}/${id}/*.yaml)
    add_custom_command(
      OUTPUT ${image}
      COMMAND libgrade_freeze ${root}/${id} ${languages_folder} ${image}
      DEPENDS libgrade_freeze ${sources} ${languages}
      VERBATIM)
    string(MAKE_C_IDENTIFIER "lg_image_${id}" name)
    # .incbin takes megabytes in no time; a C array of them takes minutes.
    string(APPEND text "__asm__(\".section .rodata\\n\"\n"
                       "        \".balign 16\\n\"\n"
                       "        \".global ${name}\\n\"\n"
                       "        \".hidden ${name}\\n\"\n"
                       "        \".global ${name}_end\\n\"\n"
                       "        \".hidden ${name}_end\\n\"\n"
                       "        \"${name}:\\n\"\n"
                       "        \".incbin \\\"${image}\\\"\\n\"\n"
                       "        \"${name}_end:\\n\"\n"
                       "        \".byte 0\\n\"\n"
                       "        \".previous\\n\");\n"
                       "extern const unsigned char ${name}[];\n"
                       "extern const unsigned char ${name}_end[];\n\n")
    string(APPEND rows "    {\"${id}\", ${name}, ${name}_end},\n")
    list(APPEND images ${image})
  endforeach()
  string(APPEND text "const lg_builtin_image lg_builtin_images[] = {\n${rows}"
                     "    {NULL, NULL, NULL},\n};\n")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/lg_builtin_images.c)
  file(CONFIGURE OUTPUT ${out} CONTENT "${text}" @ONLY)
  target_sources(${target} PRIVATE ${out})
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${images}")
endfunction()

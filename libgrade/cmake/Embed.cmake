# Puts files into the library: libgrade_embed(target table root file…) compiles
# into `target` the table `table` of the names and bytes of the files, which are
# relative to `root`. The same file is the script that writes the C source:
#   cmake -DOUT=builtin.c -DROOT=dir -DTABLE=name -DFILES=a;b -P Embed.cmake
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(LIBGRADE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(libgrade_embed target table root)
    set(paths ${ARGN})
    list(TRANSFORM paths PREPEND ${root}/)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${table}.c)
    add_custom_command(
      OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DROOT=${root} -DTABLE=${table} "-DFILES=${ARGN}" -P
              ${LIBGRADE_EMBED_SCRIPT}
      DEPENDS ${paths} ${LIBGRADE_EMBED_SCRIPT}
      VERBATIM)
    target_sources(${target} PRIVATE ${out})
  endfunction()
  return()
endif()

string(REPEAT "0x..," 16 line)
if(NOT HEADER) # the command has a header and a type of its own
  set(HEADER base/embedded.h)
  set(TYPE lg_builtin_file)
endif()
set(text "/* Made by Embed.cmake. */\n#include \"${HEADER}\"\n\n")
string(APPEND text "extern const ${TYPE} ${TABLE}[];\n\n")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ ${ROOT}/${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
  string(APPEND text "static const unsigned char ${TABLE}_${number}[] = {\n${bytes}0};\n")
  get_filename_component(folder ${file} DIRECTORY)
  string(APPEND rows "    {\"${file}\", \"${folder}\", (const char *)${TABLE}_${number}, "
                     "sizeof ${TABLE}_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND text "\nconst ${TYPE} ${TABLE}[] = {\n${rows}"
                   "    {NULL, NULL, NULL, 0},\n};\n")
file(WRITE ${OUT} "${text}")

# The manual pages that are made from other texts: libgrade(3) from the public
# header, grade-rubric(5) from the author's manual of rubrics.
add_executable(libgrade_write_manual tools/write_manual.c)
target_link_libraries(libgrade_write_manual PRIVATE libgrade_flags)
add_executable(libgrade_write_rubric_page tools/write_rubric_page.c)
target_link_libraries(libgrade_write_rubric_page PRIVATE libgrade_flags PkgConfig::LIBGRADE_MD4C)

function(libgrade_manual page tool text)
  set(in ${CMAKE_CURRENT_SOURCE_DIR}/man/${page}.in)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/man/${page})
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/man
    COMMAND ${tool} ${text} ${in} ${out}
    DEPENDS ${tool} ${text} ${in}
    VERBATIM)
endfunction()
libgrade_manual(libgrade.3 libgrade_write_manual
                ${CMAKE_CURRENT_SOURCE_DIR}/include/libgrade/libgrade.h)
libgrade_manual(grade-rubric.5 libgrade_write_rubric_page ${PROJECT_SOURCE_DIR}/rubrics/README.md)
set(manuals ${CMAKE_CURRENT_BINARY_DIR}/man)
add_custom_target(libgrade_manuals ALL DEPENDS ${manuals}/libgrade.3 ${manuals}/grade-rubric.5)

install(
  FILES ${manuals}/libgrade.3
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man3
  COMPONENT Development)
install(
  FILES ${manuals}/grade-rubric.5
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man5
  COMPONENT Runtime)

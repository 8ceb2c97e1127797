# What is installed, and where. tests/install holds the list of files and builds
# programs against them.
#
#   Runtime      the shared library, the command, its manual pages and
#                completions, the rubrics
#   Development  headers, the static library, CMake package, pkg-config file,
#                libgrade(3)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/libgrade)

# One export file per kind, so that a user of the shared library needs none of
# the libraries that the static one is linked with.
foreach(kind IN ITEMS shared static)
  install(
    TARGETS libgrade_${kind}
    EXPORT libgrade-${kind}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
            COMPONENT Runtime
            NAMELINK_COMPONENT Development
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Development
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(
    EXPORT libgrade-${kind}
    FILE libgrade-${kind}.cmake
    NAMESPACE libgrade::
    DESTINATION ${package_dir}
    COMPONENT Development)
endforeach()

install(
  FILES ${CMAKE_CURRENT_SOURCE_DIR}/include/libgrade/libgrade.h
        ${CMAKE_CURRENT_BINARY_DIR}/include/libgrade/version.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/libgrade
  COMPONENT Development)

write_basic_package_version_file(libgradeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES ${CMAKE_CURRENT_SOURCE_DIR}/cmake/libgradeConfig.cmake
        ${CMAKE_CURRENT_BINARY_DIR}/libgradeConfigVersion.cmake
  DESTINATION ${package_dir}
  COMPONENT Development)

# The prefix is told from the place of the file, so that a moved tree still works.
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" prefix_from_pc "${prefix_from_pc}")
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
  set(pc_prefix "\${pcfiledir}/${prefix_from_pc}")
endif()
cmake_path(APPEND pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(cmake/libgrade.pc.in libgrade.pc @ONLY)
install(
  FILES ${CMAKE_CURRENT_BINARY_DIR}/libgrade.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT Development)

install(
  DIRECTORY ${PROJECT_SOURCE_DIR}/rubrics
  DESTINATION ${CMAKE_INSTALL_DATADIR}/libgrade
  COMPONENT Runtime
  FILES_MATCHING
  PATTERN *.yaml
  PATTERN *.json
  PATTERN README.md)

include(cmake/Manual.cmake)

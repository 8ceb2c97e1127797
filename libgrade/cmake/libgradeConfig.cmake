# find_package(libgrade) gives the target libgrade::libgrade.
#
#   find_package(libgrade 0.1 REQUIRED)                    the shared library
#   find_package(libgrade 0.1 REQUIRED COMPONENTS static)  the static library
#
# With both components named, libgrade::shared and libgrade::static both exist
# and libgrade::libgrade is the one named first. With none, it is the shared
# library, or the static one where no shared one is installed. The static
# library needs pkg-config and the libraries it was built with: PCRE2, libyaml,
# md4c and utf8proc.

set(_libgrade_kinds ${libgrade_FIND_COMPONENTS})
if(NOT _libgrade_kinds)
  if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/libgrade-shared.cmake)
    set(_libgrade_kinds shared)
  else()
    set(_libgrade_kinds static)
  endif()
  set(libgrade_FIND_REQUIRED_${_libgrade_kinds} TRUE)
endif()

# Finds what libgrade::static is linked with.
macro(_libgrade_find_dependencies)
  find_package(PkgConfig QUIET)
  set(_libgrade_missing "")
  if(NOT PkgConfig_FOUND)
    set(_libgrade_missing "pkg-config")
  else()
    foreach(_libgrade_pair IN ITEMS PCRE2:libpcre2-8 YAML:yaml-0.1 MD4C:md4c
                                    UTF8PROC:libutf8proc)
      string(REPLACE ":" ";" _libgrade_pair ${_libgrade_pair})
      list(GET _libgrade_pair 0 _libgrade_name)
      list(GET _libgrade_pair 1 _libgrade_module)
      pkg_check_modules(LIBGRADE_${_libgrade_name} QUIET IMPORTED_TARGET ${_libgrade_module})
      if(NOT LIBGRADE_${_libgrade_name}_FOUND)
        string(APPEND _libgrade_missing " ${_libgrade_module}")
      endif()
    endforeach()
  endif()
endmacro()

foreach(_libgrade_kind IN LISTS _libgrade_kinds)
  set(libgrade_${_libgrade_kind}_FOUND FALSE)
  set(_libgrade_file ${CMAKE_CURRENT_LIST_DIR}/libgrade-${_libgrade_kind}.cmake)
  set(_libgrade_problem "")
  if(NOT _libgrade_kind MATCHES "^(shared|static)$")
    set(_libgrade_problem "libgrade has no component \"${_libgrade_kind}\": shared, static")
  elseif(NOT EXISTS ${_libgrade_file})
    set(_libgrade_problem "the ${_libgrade_kind} library of libgrade is not installed")
  elseif(_libgrade_kind STREQUAL "static")
    _libgrade_find_dependencies()
    if(_libgrade_missing)
      set(_libgrade_problem "libgrade::static needs:${_libgrade_missing}")
    endif()
  endif()
  if(_libgrade_problem)
    if(libgrade_FIND_REQUIRED_${_libgrade_kind})
      set(libgrade_FOUND FALSE)
      set(libgrade_NOT_FOUND_MESSAGE "${_libgrade_problem}")
    endif()
  else()
    include(${_libgrade_file})
    set(libgrade_${_libgrade_kind}_FOUND TRUE)
    if(NOT TARGET libgrade::libgrade)
      add_library(libgrade::libgrade INTERFACE IMPORTED)
      set_target_properties(libgrade::libgrade PROPERTIES INTERFACE_LINK_LIBRARIES
                                                          libgrade::${_libgrade_kind})
    endif()
  endif()
endforeach()

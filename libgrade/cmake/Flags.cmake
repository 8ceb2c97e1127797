# Flags of every target of this project. They are set for this folder and those
# below it, and never reach a project that contains this one.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

add_library(libgrade_flags INTERFACE)
target_compile_options(libgrade_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion
                                                -Wshadow -Wstrict-prototypes)
if(LIBGRADE_WERROR)
  target_compile_options(libgrade_flags INTERFACE -Werror)
endif()

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES C)

# Where it was built does not show in what was built (tests/reproducible).
check_c_compiler_flag(-ffile-prefix-map=/a=b LIBGRADE_HAVE_PREFIX_MAP)
if(LIBGRADE_HAVE_PREFIX_MAP)
  foreach(map IN ITEMS ${PROJECT_SOURCE_DIR}=. ${PROJECT_BINARY_DIR}=./build)
    add_compile_options($<$<NOT:$<CONFIG:Debug>>:-ffile-prefix-map=${map}>)
  endforeach()
endif()

if(LIBGRADE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(LIBGRADE_SANITIZE)
  add_compile_options(-fsanitize=${LIBGRADE_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LIBGRADE_SANITIZE})
elseif(LIBGRADE_HARDEN)
  foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "LIBGRADE_HAVE${flag}" have)
    check_c_compiler_flag(${flag} ${have})
    if(${have})
      add_compile_options(${flag})
    endif()
  endforeach()
  # A distribution that chooses its own level keeps it.
  if(NOT CMAKE_C_FLAGS MATCHES "_FORTIFY_SOURCE")
    add_compile_options($<$<NOT:$<CONFIG:Debug,>>:-U_FORTIFY_SOURCE>
                        $<$<NOT:$<CONFIG:Debug,>>:-D_FORTIFY_SOURCE=2>)
  endif()
  check_linker_flag(C LINKER:-z,relro,-z,now LIBGRADE_HAVE_RELRO_NOW)
  if(LIBGRADE_HAVE_RELRO_NOW)
    add_link_options(LINKER:-z,relro,-z,now)
  endif()
endif()

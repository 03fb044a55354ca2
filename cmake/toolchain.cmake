# How every part is compiled: the standard, the warnings, the sanitizers, the linker, the cache.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

option(UNDERSTUDY_ASAN "AddressSanitizer everywhere" OFF)
option(UNDERSTUDY_UBSAN "UndefinedBehaviorSanitizer everywhere" OFF)
option(UNDERSTUDY_TSAN "ThreadSanitizer everywhere" OFF)
option(UNDERSTUDY_FUZZ "Coverage for libFuzzer everywhere; tests/fuzz links it" OFF)

add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Werror)
# Newer clangs warn of members that a designated initializer leaves out; here they have their defaults, and that is meant.
include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-Wmissing-designated-field-initializers understudy_warns_of_left_out_members)
if(understudy_warns_of_left_out_members)
    add_compile_options(-Wno-missing-designated-field-initializers)
endif()
add_compile_options($<$<CONFIG:Debug>:-Og> $<$<CONFIG:Debug>:-g1> $<$<CONFIG:Release>:-O2>)
add_link_options(-Wl,--as-needed)

if(UNDERSTUDY_ASAN)
    add_compile_options(-fsanitize=address -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address)
endif()
if(UNDERSTUDY_TSAN)
    add_compile_options(-fsanitize=thread)
    add_link_options(-fsanitize=thread)
endif()
if(UNDERSTUDY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(UNDERSTUDY_UBSAN)
    add_link_options(-fsanitize=undefined)
endif()

# Parts ask for it, so that one can leave out a check (net does).
function(understudy_sanitize_undefined target)
    if(UNDERSTUDY_UBSAN)
        target_compile_options(${target} PRIVATE -fsanitize=undefined -fno-sanitize-recover=undefined
            $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
    endif()
endfunction()

# What was compiled in one checkout is taken from the cache in another: paths in commands are made relative to it.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(ccache ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER ${ccache})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache})
endif()
find_program(LLD_PROGRAM NAMES ld.lld ld.lld-14)
if(LLD_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_link_options(-fuse-ld=lld)
    # At rest little of the program should stay in memory. What runs once, as the constructors of globals do, lies together
    # in place of beside each part, where the kernel would bring 64 KiB around it; what nobody calls is left out, and
    # what is the same twice is there once.
    add_compile_options($<$<CONFIG:Release>:-ffunction-sections>)
    add_link_options($<$<CONFIG:Release>:-Wl,-z,keep-text-section-prefix,--gc-sections,--icf=safe>)
endif()

# Makes a C++ file that holds the page: cmake -D KIND=real|stand-in|none -D SOURCE=… -D WORK=… -D NODE=… -D NPM=…
# -D OUTPUT=… -P embed_page.cmake. Nothing is written into the source tree.
cmake_minimum_required(VERSION 3.25)

# Runs npm in a copy of web/, which finds openapi.json where the source tree has it. `built` is its dist, or empty.
function(build_page built)
    set(${built} "" PARENT_SCOPE)
    set(web ${WORK}/npm/web)
    file(GLOB old LIST_DIRECTORIES true ${web}/* ${web}/.*)
    list(FILTER old EXCLUDE REGEX "/node_modules$")
    if(old)
        file(REMOVE_RECURSE ${old})
    endif()
    file(COPY ${SOURCE}/web/ DESTINATION ${web} PATTERN node_modules EXCLUDE PATTERN dist EXCLUDE PATTERN tests EXCLUDE)
    file(COPY ${SOURCE}/daemon/api/openapi.json DESTINATION ${WORK}/npm/daemon/api)
    file(SHA256 ${web}/package-lock.json lock)
    set(installed "")
    if(EXISTS ${web}/node_modules/.understudy-lock)
        file(READ ${web}/node_modules/.understudy-lock installed)
    endif()
    if(NOT installed STREQUAL lock)
        npm(failed ci --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000)
        if(failed)
            return()
        endif()
        file(WRITE ${web}/node_modules/.understudy-lock ${lock})
    endif()
    # With all packages there, what does not build is a mistake of ours, and is not left out in silence.
    npm(failed run build)
    if(failed OR NOT EXISTS ${web}/dist/index.html)
        message(FATAL_ERROR "The studio's page does not build: see ${WORK}/npm.log")
    endif()
    set(${built} ${web}/dist PARENT_SCOPE)
endfunction()

function(npm failed)
    execute_process(COMMAND ${NPM} ${ARGN} WORKING_DIRECTORY ${WORK}/npm/web RESULT_VARIABLE result
        OUTPUT_FILE ${WORK}/npm.log ERROR_FILE ${WORK}/npm.log)
    set(${failed} ${result} PARENT_SCOPE)
endfunction()

# The literal of a file's bytes: `symbol` names them in `assembly`.
function(embed symbol file)
    if(EXISTS ${file})
        file(SIZE ${file} size)
        set(assembly "${assembly}\n${symbol}:\n.incbin \"${file}\"\n" PARENT_SCOPE)
        set(declared "${declared}extern const char ${symbol}[];\n" PARENT_SCOPE)
        set(view "{${symbol}, ${size}}" PARENT_SCOPE)
    else()
        set(view "{}" PARENT_SCOPE)
    endif()
endfunction()

set(from ${SOURCE}/cmake/no_page)
set(again "")
if(KIND STREQUAL stand-in)
    set(from ${SOURCE}/tests/page)
elseif(KIND STREQUAL real)
    build_page(built)
    if(built)
        set(from ${built})
    else()
        message(NOTICE "The studio's page is left out: npm cannot get its packages (see ${WORK}/npm.log); the next build tries again")
        set(again "failed")
    endif()
endif()

set(packed ${WORK}/packed)
file(REMOVE_RECURSE ${packed})
file(COPY ${from}/ DESTINATION ${packed})
file(GLOB_RECURSE files RELATIVE ${packed} ${packed}/*)
list(SORT files)
if(KIND STREQUAL real AND NOT again)
    execute_process(COMMAND ${NODE} ${SOURCE}/cmake/compress_page.mjs ${packed} COMMAND_ERROR_IS_FATAL ANY)
endif()

set(number 0)
set(table "")
foreach(name IN LISTS files)
    set(file ${packed}/${name})
    if(NOT EXISTS ${file}.gz)
        file(ARCHIVE_CREATE OUTPUT ${file}.gz PATHS ${file} FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
    endif()
    file(SHA256 ${file} digest)
    string(SUBSTRING ${digest} 0 32 digest)
    set(row "    {\"/${name}\", \"${digest}\"")
    foreach(coding IN ITEMS plain gz br)
        set(suffix .${coding})
        string(REPLACE .plain "" suffix ${suffix})
        embed(understudy_page_${number}_${coding} ${file}${suffix})
        string(APPEND row ", ${view}")
    endforeach()
    string(APPEND table "${row}},\n")
    math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Made by CMake from the studio's page: see embed_page.cmake.
#include \"daemon/api/page_files.hpp\"

__asm__(R\"page(
.pushsection .rodata
${assembly}
.popsection
)page\");

extern \"C\" {
${declared}}

namespace understudy::api {

namespace {
const PageFile files[] = {
${table}};
}  // namespace

std::span<const PageFile> page_files() { return files; }

}  // namespace understudy::api
")
# A failure is nothing to keep: with a date of long ago the next build makes it again.
if(again)
    execute_process(COMMAND touch -d 2000-01-01 ${OUTPUT})
endif()

# Between the installation into the package's folder and the package: manuals and the changelog are compressed, as Debian
# wants them. CPack runs it; without a name or a time in them, so that the same files make the same package.
file(GLOB_RECURSE pages ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*.[1-8] ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/changelog)
list(FILTER pages INCLUDE REGEX "/usr/share/(man|doc)/")
if(NOT pages)
    message(FATAL_ERROR "no manual was staged in ${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
endif()
foreach(page IN LISTS pages)
    execute_process(COMMAND gzip -9nf ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()

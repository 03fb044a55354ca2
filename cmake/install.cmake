# Where everything goes on a user's machine. Included after the parts, so that their targets are known; what
# is not built (the g++ preset has no binaries) is left out.
include(GNUInstallDirs)

set(understudy_binaries "")
foreach(binary IN ITEMS understudyd understudy understudy-probe cartesia-emulator understudy-sim)
    if(TARGET ${binary})
        list(APPEND understudy_binaries ${binary})
    endif()
endforeach()
# `scripts/build release binaries`: what runs, without the tests.
add_custom_target(binaries DEPENDS ${understudy_binaries})

# The emulator stands in for the cloud in tests and in the demo, the simulation searches for mistakes: neither
# is for a user's machine. The daemon looks for its probe beside itself.
set(understudy_installed ${understudy_binaries})
list(REMOVE_ITEM understudy_installed cartesia-emulator understudy-sim)
if(understudy_installed)
    install(TARGETS ${understudy_installed} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# The unit names the daemon's place, which depends on the prefix.
file(READ ${PROJECT_SOURCE_DIR}/systemd/understudyd.service understudy_unit)
string(REPLACE "/usr/bin/understudyd" "${CMAKE_INSTALL_FULL_BINDIR}/understudyd" understudy_unit "${understudy_unit}")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/systemd/understudyd.service CONTENT "${understudy_unit}" @ONLY)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/systemd/understudyd.service)
install(FILES ${CMAKE_BINARY_DIR}/systemd/understudyd.service ${PROJECT_SOURCE_DIR}/systemd/understudyd.socket
    DESTINATION lib/systemd/system)
install(FILES ${PROJECT_SOURCE_DIR}/systemd/understudy.sysusers DESTINATION lib/sysusers.d RENAME understudy.conf)
install(FILES ${PROJECT_SOURCE_DIR}/systemd/understudy.tmpfiles DESTINATION lib/tmpfiles.d RENAME understudy.conf)

install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/docs/backup.md ${PROJECT_SOURCE_DIR}/docs/monitoring.md
    ${PROJECT_SOURCE_DIR}/docs/cli.md ${PROJECT_SOURCE_DIR}/docs/rest.md ${PROJECT_SOURCE_DIR}/docs/problems.md
    ${PROJECT_SOURCE_DIR}/docs/preflight.md ${PROJECT_SOURCE_DIR}/docs/guarantees.md
    ${PROJECT_SOURCE_DIR}/docs/in-the-cloud.md ${PROJECT_SOURCE_DIR}/docs/page.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/config/understudy.toml DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES ${PROJECT_SOURCE_DIR}/docs/monitoring/understudy.rules.yml
    ${PROJECT_SOURCE_DIR}/docs/monitoring/understudy.dashboard.json DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

# The pages for man. understudy(1) is written by the program, so that it has what --help has.
if(TARGET understudy)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/man/understudy.1
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/man
        COMMAND understudy __manual > ${CMAKE_BINARY_DIR}/man/understudy.1
        DEPENDS understudy VERBATIM)
    add_custom_target(manual ALL DEPENDS ${CMAKE_BINARY_DIR}/man/understudy.1)
    add_dependencies(binaries manual)
    # What the shells load by themselves; each asks the program for everything else.
    foreach(completion IN ITEMS "bash|bash-completion/completions|understudy" "zsh|zsh/vendor-completions|_understudy"
            "fish|fish/vendor_completions.d|understudy.fish")
        string(REPLACE "|" ";" parts ${completion})
        list(GET parts 0 shell)
        list(GET parts 1 folder)
        list(GET parts 2 file)
        set(script ${CMAKE_BINARY_DIR}/completions/${shell}/${file})
        add_custom_command(OUTPUT ${script}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completions/${shell}
            COMMAND understudy completion ${shell} > ${script}
            DEPENDS understudy VERBATIM)
        add_custom_target(completion-${shell} ALL DEPENDS ${script})
        add_dependencies(binaries completion-${shell})
        install(FILES ${script} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
    endforeach()
    install(FILES ${CMAKE_BINARY_DIR}/man/understudy.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_SOURCE_DIR}/docs/man/understudyd.8 ${PROJECT_SOURCE_DIR}/docs/man/understudy-probe.8
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
    install(FILES ${PROJECT_SOURCE_DIR}/docs/man/understudy.toml.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
endif()

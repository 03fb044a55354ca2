// What a shell is to source. The scripts know nothing of the commands: at each TAB they ask the program
// itself
// ("understudy __complete WORD…"), so they stay right when the program is updated. A line of its answer is a
// candidate, a tab and a description; a tab and "files" stand for the shell's own file names.
#include "cli/commands.hpp"

namespace understudy::cli {

namespace {

constexpr const char* bash_script =
    R"(# understudy's completion for bash: source <(understudy completion bash)
_understudy() {
    local rest=${COMP_LINE:0:COMP_POINT} word='' line i
    local words=()
    # bash breaks words at = and : as well; here they are put together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $i == 0 || $rest == [[:blank:]]* ]]; then
            rest=${rest#"${rest%%[![:blank:]]*}"}
            words+=('')
        fi
        if [[ $i == "$COMP_CWORD" ]]; then word=$rest; fi
        words[-1]+=$word
        rest=${rest#"$word"}
    done
    local glued=${words[-1]%"$word"}
    if [[ $word == [=:] ]]; then glued+=$word; fi
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == $'\tfiles' ]]; then
            compopt -o default
        else
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$glued"}")
        fi
    done < <("$1" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _understudy understudy
)";

constexpr const char* zsh_script = R"(#compdef understudy
# understudy's completion for zsh: source <(understudy completion zsh), after compinit; or as _understudy in $fpath
_understudy() {
    local -a found before lines
    local line files=0
    before=("${(@Q)words[2,CURRENT-1]}")
    (( CURRENT > 2 )) || before=()
    lines=("${(@f)$("${(Q)words[1]}" __complete "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in "${lines[@]}"; do
        if [[ $line == $'\tfiles' ]]; then
            files=1
        elif [[ -n $line ]]; then
            found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        fi
    done
    (( $#found )) && _describe -V understudy found
    if (( files )); then
        compset -P '--[^=]#='
        _files
    fi
}
if [[ $funcstack[1] == _understudy ]]; then _understudy "$@"; else compdef _understudy understudy; fi
)";

constexpr const char* fish_script = R"(# understudy's completion for fish: understudy completion fish | source
function __understudy_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in ($program __complete $words "$current" 2>/dev/null)
        if test "$line" = \tfiles
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c understudy -f -a '(__understudy_complete)'
)";

}  // namespace

ExitCode perform(Session& session, const CompletionCommand& command) {
    session.world().out(command.shell == "bash"  ? bash_script
                        : command.shell == "zsh" ? zsh_script
                                                 : fish_script);
    return ExitCode::done;
}

}  // namespace understudy::cli

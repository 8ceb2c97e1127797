# Completion of grade for fish; printed by `grade completion fish`.

# The words before the one under the cursor, without the program.
function __grade_words
    set -l words (commandline -opc)
    set -e words[1]
    string join \n -- $words
end

function __grade_command
    set -l words (__grade_words)
    if set -q words[1]; and contains -- $words[1] $__grade_command_names
        echo $words[1]
    else
        echo grade
    end
end

function __grade_is
    test (__grade_command) = $argv[1]
end

# The first word of the call is to come.
function __grade_first
    test (count (__grade_words)) -eq 0
end

# __grade_at COMMAND PLACE [on]: operand number PLACE is to come, or a later one.
function __grade_at
    __grade_is $argv[1]; or return 1
    set -l words (__grade_words)
    if set -q words[1]; and test "$words[1]" = $argv[1]
        set -e words[1]
    end
    set -l valued __grade_valued_$argv[1]
    set -l place 1
    set -l waiting no
    for word in $words
        if test $waiting = yes
            set waiting no
        else if contains -- $word $$valued
            set waiting yes
        else if not string match -q -- '-?*' $word
            set place (math $place + 1)
        end
    end
    test $waiting = no; or return 1
    if set -q argv[3]
        test $place -ge $argv[2]
    else
        test $place -eq $argv[2]
    end
end

# Runs `grade rubrics`, with the program of the line.
function __grade_ask
    set -l words (commandline -opc)
    set -l program $words[1]
    $program rubrics $argv 2>/dev/null
end

# The rubric that the line names so far.
function __grade_rubric
    set -l rubric $__grade_default_rubric
    set -l words (__grade_words)
    for i in (seq (count $words))
        switch $words[$i]
            case '--rubric=*'
                set rubric (string replace -- --rubric= '' $words[$i])
            case --rubric -r
                set rubric $words[(math $i + 1)]
            case '-r*'
                set rubric (string sub -s 3 -- $words[$i])
        end
    end
    echo $rubric
end

# What the value under the cursor begins with, its option left out.
function __grade_begun
    string replace -r -- '^(--[a-z-]+=|-o)' '' (commandline -ct)
end

function __grade_folders
    __fish_complete_directories (__grade_begun) ''
end

function __grade_formats
    string join \n -- $__grade_format_names
end

function __grade_outputs
    set -l parts (string split -m 1 : -- (__grade_begun))
    if set -q parts[2]
        __fish_complete_path $parts[2] '' | string replace -r '^' "$parts[1]:"
    else
        __grade_formats
    end
end

function __grade_rubrics
    __grade_ask --ids
    __fish_complete_path (__grade_begun) ''
end

function __grade_rules
    __grade_ask --ids (__grade_rubric)
end

# Where none begins so, a file: one stands there behind --at.
function __grade_criteria
    set -l ids (__grade_rules | string match -- (commandline -ct)'*')
    if set -q ids[1]
        string join \n -- $ids
    else
        __fish_complete_path (commandline -ct) ''
    end
end

function __grade_bands
    __grade_ask (__grade_rubric) | sed -n '/^Bands/,$s/^  *[0-9.][0-9.]*  //p'
end

function __grade_commands
    string join \n -- $__grade_command_names
end

# Commands, options and what values are: from the tables of grade itself.
# @tables@

# shellcheck shell=sh disable=SC2154,SC2034
# edit_file: tells the text of the file at $path for an edit on the controller, or finds that there is nothing to edit, or
# does the edit itself where it is no more than lines at the end: from kept_text, kept_alone, mark_1, mark_2, appends.
# After attributes.sh; before place-file.sh and place_file when `appends` can be true.

# sets ts_text, or fails for what a shell cannot hold: large files, NUL bytes
read_exactly() {
  if [ "$st_size" -le 1000 ]; then
    read_text "$real" || return
  elif [ "$st_size" -le 100000 ]; then
    ts_text=$(
      cat -- "$real" - <<END
.
END
    ) || return
    ts_text=${ts_text%.}
  fi
  [ "${#ts_text}" = "$st_size" ]
}

# are there the lines of kept_text, and nowhere with another end? Those that must be alone: no mark but theirs
is_settled() {
  [ -n "${kept_text+set}" ] || return
  e_text=$ts_newline$ts_text
  case $e_text in *"$ts_newline$kept_text" | *"$ts_newline$kept_text$carriage_return"*) return 1 ;; esac
  case $e_text in *"$ts_newline$kept_text$ts_newline"*) ;; *) return 1 ;; esac
  if [ "$kept_alone" = true ]; then
    e_text=${e_text%%"$ts_newline$kept_text$ts_newline"*}$ts_newline${e_text#*"$ts_newline$kept_text$ts_newline"}
    case $e_text in *"$mark_1"* | *"$mark_2"*) return 1 ;; esac
  fi
}

# is it certain that the lines are not there, and that they go behind the last one?
is_for_the_end() {
  [ "$appends" = true ] || return
  case $ts_text in *"$mark_1"* | *"$mark_2"*) return 1 ;; esac
  case $ts_text in '' | *"$ts_newline") ;; *) return 1 ;; esac
}

# sets what is known of the file and what is to be done: tell, settle, append, or look again
look_at_file() {
  ts_text='' e_plan='tell' e_readable=''
  stat_of "$real"
  case $st_type in
    absent) if [ "$create" = true ] && is_for_the_end; then e_plan=append; fi ;;
    directory) data real "$real" directory yes && fail "Path $path is a directory !" ;;
    file)
      if read_exactly; then
        e_readable=yes
        if is_settled; then e_plan=settle; elif is_for_the_end; then e_plan=append; fi
      elif [ "$appends" = true ]; then
        e_plan=again # it may just have been replaced
      fi
      ;;
    *) fail "cannot edit $path: it is a $st_type" ;;
  esac
}

# is it, now that nobody else writes, what was to be appended to before? Then there is no need to look again
is_as_seen() {
  [ "$e_plan" = append ] || return
  if [ "$st_type" = absent ]; then
    ts_is_absent "$real"
    return
  fi
  e_seen=$ts_text
  [ -f "$real" ] && read_exactly && [ "$ts_text" = "$e_seen" ]
}

tell_file() {
  if [ "$st_type" = absent ]; then
    data real "$real" absent yes
    return
  fi
  if [ "$e_readable" = yes ]; then data real "$real" content "$ts_text"; else data real "$real" && data_file content "$real"; fi
  # nothing is set before it is known that the new text is good
  e_mode=$ts_mode
  if [ "$only_looks" = true ]; then ts_mode=check; fi
  set_attributes "$real"
  report_file "$real"
  ts_mode=$e_mode
}

# the lines behind what is there now
append_lines() {
  data appended yes
  content=$ts_text$kept_text$ts_newline
  want_size=${#content} target=$real
  place_file
  report_file "$target" dest "$target"
}

edit_file() {
  case $path in ?*/) path=${path%/} ;; esac
  real=$path
  if [ -L "$path" ] && read_link -f "$path"; then real=$a_link; fi
  case $real in /*) ;; *) real=./$real ;; esac
  look_at_file
  # who writes at the same time waits; what was read before that may be old
  case $e_plan in
    append | again)
      lock_directory "${real%/*}"
      is_as_seen || look_at_file
      ;;
  esac
  case $e_plan in
    settle)
      set_attributes "$real"
      report_file "$real" real "$real" settled yes
      ;;
    append)
      tell_file
      append_lines
      ;;
    *)
      tell_file
      stop_here
      ;;
  esac
}

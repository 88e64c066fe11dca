# shellcheck shell=sh disable=SC2034,SC2154
# One state of an image, by the steps of its generations; afterwards what there is.
case $state in
  published | rollback | gc)
    if [ ! -d "$generations" ]; then
      absent "there is no $generations"
      change "$state" '' "$image"
      exit 0
    fi
    take_lock
    ;;
esac
case $state in
  present) make_generation ;;
  published)
    wanted=$generation
    publish_it
    ;;
  rollback)
    wanted=previous
    publish_it
    ;;
  gc) collect_old ;;
esac
list_all

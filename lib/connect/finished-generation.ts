/**
 * Nodes run from a finished generation of an image: it is never edited, whoever asks for it. Shell:
 * `finished_generation ROOT` succeeds when ROOT is one, and says why it is refused.
 */
export const finishedGeneration =
  'finished_generation() { [ -f "$1/../generation.json" ] && echo "$1 is a finished generation of an image, which is never edited: bake a new one"; }';

import type { Lookup } from '../templar.js';
import { collectionVersion } from './collection-version.js';
import { dataPathLookups } from './data-paths.js';
import { fileLookups } from './files.js';
import { filetree } from './filetree.js';
import { listLookups } from './lists.js';
import { mergeVariables } from './merge-variables.js';
import { password } from './password.js';
import { randomString } from './random-string.js';
import { sequence } from './sequence.js';
import { tableLookups } from './tables.js';
import { url } from './url.js';
import { variableLookups } from './variables.js';

/** Every lookup, by short name. */
export const lookups: Readonly<Record<string, Lookup>> = {
  ...listLookups,
  ...fileLookups,
  ...tableLookups,
  ...variableLookups,
  ...dataPathLookups,
  collection_version: collectionVersion,
  filetree,
  merge_variables: (call) => call.terms.map((term) => mergeVariables(call, term)),
  password,
  random_string: ({ options }) => [randomString(options)],
  sequence,
  url,
};

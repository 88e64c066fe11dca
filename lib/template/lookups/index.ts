import type { Lookup } from '../templar.js';
import { collectionVersion } from './collection-version.js';
import { dataPathLookups } from './data-paths.js';
import { fileLookups } from './files.js';
import { filetree } from './filetree.js';
import { generalLookups } from './general.js';
import { listLookups } from './lists.js';
import { password } from './password.js';
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
  ...generalLookups,
  ...dataPathLookups,
  collection_version: collectionVersion,
  filetree,
  password,
  sequence,
  url,
};

export { createLoader } from './create-loader.js';
export { engineActionNames, isEngineAction, plainName } from './engine-actions.js';
export { includeOptions } from './include-options.js';
export { withExcerpt } from './excerpt.js';
export { findTaskFile } from './find-task-file.js';
export { chain, gathered, inherited } from './inherit.js';
export {
  keywordNames,
  keywords,
  type KeywordDeclaration,
  type KeywordPlace,
  type KeywordType,
} from './keywords.js';
export { parseKeyValue } from './key-value.js';
export { withDependencies } from './read-play.js';
export * from './types.js';

export { combineDicts } from './combine-dicts.js';
export { globalNames } from './engine.js';
export { hashPassword } from './hash-password.js';
export { hostVariables, variablesDict } from './host-variables.js';
export { lazyDict, type Entries } from './lazy-dict.js';
export { OMIT, removeOmitted } from './omit.js';
export { isEjs } from './is-ejs.js';
export { renderTemplateFile, type TemplateFile } from './render-template-file.js';
export { mistakeInCondition, mistakeInTemplate } from './mistake-in.js';
export { namesNeededBy } from './names-needed-by.js';
export { type TemplateFileOptions } from './render-jinja-text.js';
export {
  Templar,
  type Lookup,
  type LookupCall,
  type RenderOptions,
  type TemplarOptions,
  type VaultCipher,
} from './templar.js';
export { isUndefinedError, TemplateError } from './template-error.js';
export { layered, RenderedDict, variablesOf, type Variables } from './variables.js';
export { writtenValue } from './written-value.js';
export { convertText } from './convert-result.js';
export { withLookupTerms } from './with-lookup.js';
export { dumpYaml } from './dump-yaml.js';
export type { YamlStyle } from './yaml-style.js';
export { dumpJson, type JsonStyle } from './dump-json.js';
export { lookups } from './lookups/index.js';

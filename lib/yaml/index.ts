export { loadYaml } from './load-yaml.js';
export { loadYamlFile, readText } from './load-yaml-file.js';
export { toPlainValue, toValue } from './to-value.js';
export type * from './types.js';
export { VaultString } from './vault-string.js';

export { loadConfig, type Config, type ConfigOptions, type Environment, type Origin } from './config.js';
export { environmentOf } from './environment-of.js';
export { expandPath } from './expand-path.js';
export type { SettingValue } from './read-setting.js';
export { colors, isIgnored, settings, type Setting, type SettingType } from './setting.js';

import { neededNames, type NeededName } from '../jinja/index.js';
import { valueEnvironment } from './engine.js';
import { ejsNames } from './ejs-names.js';
import { isEjs } from './is-ejs.js';
import { settingsOf, splitHeader, type TemplateFileOptions } from './render-jinja-text.js';

/** The variables that a template file cannot do without, with their places in it. */
export function namesNeededBy(
  path: string,
  text: string,
  options: TemplateFileOptions = {},
): readonly NeededName[] {
  if (isEjs(path)) return ejsNames(path, text);
  const { body, header, lines } = splitHeader(text);
  return neededNames(body, {
    environment: valueEnvironment('text'),
    file: path,
    at: { file: path, line: 1 + lines, column: 1 },
    ...settingsOf(options, header),
  });
}

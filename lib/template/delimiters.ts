import type { Delimiters } from '../jinja/index.js';

/** Options of the template module and of the `#jinja2:` header, as the engine calls them. */
export const DELIMITERS: Readonly<Record<string, keyof Delimiters>> = {
  block_start_string: 'blockStart',
  block_end_string: 'blockEnd',
  variable_start_string: 'variableStart',
  variable_end_string: 'variableEnd',
  comment_start_string: 'commentStart',
  comment_end_string: 'commentEnd',
  line_statement_prefix: 'lineStatementPrefix',
  line_comment_prefix: 'lineCommentPrefix',
};

/** Is the template in this file EJS? Any other is Jinja2. */
export const isEjs = (path: string): boolean => path.endsWith('.ejs');

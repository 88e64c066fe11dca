/** How a message begins that says why a task does something else in an image than on a live host, or nothing. */
export const IN_IMAGE = 'this is an image: ';

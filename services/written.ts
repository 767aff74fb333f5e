/** Whether a text says something. */
export const isWritten = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** The workflow that everything is compared to. */
export async function nothing(): Promise<void> {}

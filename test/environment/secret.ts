/** The SECRET of every installation that tests bring up in their own process. */
export const SECRET = 'a secret of at least thirty-two characters';

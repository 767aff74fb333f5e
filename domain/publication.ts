/** What a centre says of itself on the information pages, as who publishes them and answers for personal data. */
export interface Publication {
  /** Who directs the publication. */
  director?: string;
  /** Who hosts the software: name, address, telephone, line by line. */
  host?: string;
  /** Of the data protection officer. */
  dpoEmail?: string;
  /** Years after the closing for which files, remarks and mails are kept. */
  messagesYears?: number;
  /** Years after the closing for which the proofs of the prestation are kept. */
  proofsYears?: number;
}

/** What is announced where a centre says nothing else: a proposal, which the law does not set for training bodies. */
export const PROPOSED_YEARS = { messages: 2, proofs: 5 } as const;

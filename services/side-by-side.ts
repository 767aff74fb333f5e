interface Named {
  readonly sha256: string;
}

/**
 * Goes once through two sequences of contents, both in the order of their hashes, and gives for each hash what either has of
 * it. Where one is out of order, a hash may come twice, once of each: never not at all.
 */
export async function* sideBySide<One extends Named, Other extends Named>(
  ones: AsyncIterable<One>,
  others: AsyncIterable<Other>,
): AsyncGenerator<[One, undefined] | [undefined, Other] | [One, Other]> {
  const [left, right] = [ones[Symbol.asyncIterator](), others[Symbol.asyncIterator]()];
  try {
    let [one, other] = await Promise.all([left.next(), right.next()]);
    while (!one.done || !other.done) {
      if (other.done || (!one.done && one.value.sha256 < other.value.sha256)) {
        yield [one.value, undefined];
        one = await left.next();
      } else if (one.done || other.value.sha256 < one.value.sha256) {
        yield [undefined, other.value];
        other = await right.next();
      } else {
        yield [one.value, other.value];
        [one, other] = await Promise.all([left.next(), right.next()]);
      }
    }
  } finally {
    await Promise.all([left.return?.(), right.return?.()]);
  }
}

import { TimeSlices } from "../../async/time-slices.ts";
import { ByteReader } from "./byte-reader.ts";
import { Contents } from "./contents.ts";
import { NumberPool, PAGE_NUMBERS } from "./number-pool.ts";
import { PhoneBook } from "./phone-book.ts";
import { Postings } from "./postings.ts";
import { Store, type StorePieces } from "./store.ts";
import { Uint32List } from "./uint32-list.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Raise it whenever the stored form changes, or the way in which words are folded, sounded or counted. */
const VERSION = 5;

/** On a machine with the other byte order, it reads as another number. */
const MAGIC = 0x4c465349;

/** Most words in one piece. Pieces of numbers are pages. */
const WORDS_AT_ONCE = 10_000;

const SEPARATOR = "\n";

const columnsOf = ({ vocabulary, postings, contents, phones, hashes }: StorePieces): readonly Uint32List[] => [
  ...vocabulary.columns,
  ...postings.columns,
  ...contents.columns,
  ...phones.stored.columns,
  hashes,
];

const poolsOf = ({ postings, contents }: StorePieces): readonly NumberPool[] => [postings.pool, contents.pool];

/** The bytes of a store: a head, the lengths of what follows, columns, pools of numbers, phone book, word lists. */
export function* writeSnapshot(pieces: StorePieces): Generator<Uint8Array<ArrayBuffer>> {
  const columns = columnsOf(pieces);
  const pools = poolsOf(pieces);
  const { text } = pieces.phones.stored;
  const lists = [pieces.vocabulary.terms, pieces.vocabulary.forms, pieces.keys, pieces.ids];
  yield bytesOf(Uint32Array.of(MAGIC, VERSION, ...[...columns, ...pools, text, ...lists].map(({ length }) => length)));
  for (const { numbers } of columns) {
    for (let from = 0; from < numbers.length; from += PAGE_NUMBERS) yield bytesOf(numbers.slice(from, from + PAGE_NUMBERS));
  }
  for (const page of pools.flatMap(({ pages }) => pages)) yield bytesOf(page.slice());
  yield Uint8Array.from(text);
  for (const list of lists) {
    for (let from = 0; from < list.length; from += WORDS_AT_ONCE) {
      const bytes = new TextEncoder().encode(list.slice(from, from + WORDS_AT_ONCE).join(SEPARATOR));
      yield bytesOf(Uint32Array.of(bytes.length));
      yield bytes;
    }
  }
}

const bytesOf = (numbers: Uint32Array<ArrayBuffer>) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const COLUMNS = { vocabulary: 5, postings: 3, contents: 1, phones: 2, hashes: 1 } as const;
const POOLS = 2;
const LISTS = 4;

/** Works in time slices. @throws Error if the bytes are not a store of this version, or not complete */
export async function readSnapshot(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Store> {
  const slices = new TimeSlices();
  const reader = new ByteReader(bytes);
  const [magic, version] = await reader.numbers(2);
  if (magic !== MAGIC || version !== VERSION) throw new Error("The stored index is of another version");
  const count = Object.values(COLUMNS).reduce((sum, columns) => sum + columns, 0);
  const lengths = await reader.numbers(count + POOLS + 1 + LISTS);
  const columns: Uint32List[] = [];
  for (const length of lengths.subarray(0, count)) {
    columns.push(Uint32List.of(await reader.numbers(length)));
    if (slices.isOver) await slices.next();
  }
  const pools: NumberPool[] = [];
  for (const length of lengths.subarray(count, count + POOLS)) {
    const pages: Uint32Array[] = [];
    for (let from = 0; from < length; from += PAGE_NUMBERS) {
      pages.push(await reader.numbers(Math.min(PAGE_NUMBERS, length - from)));
      if (slices.isOver) await slices.next();
    }
    pools.push(new NumberPool(pages));
  }
  const [textLength = 0, ...lengthsOfLists] = lengths.subarray(count + POOLS);
  const take = (piece: keyof typeof COLUMNS) => columns.splice(0, COLUMNS[piece]);
  const vocabulary = new Vocabulary(take("vocabulary"));
  const postings = new Postings(pools[0], take("postings"));
  const contents = new Contents(pools[1], take("contents"));
  const phones = new PhoneBook({ text: await reader.bytes(textLength), columns: take("phones") });
  const [hashes = new Uint32List()] = take("hashes");
  const keys: string[] = [];
  const ids: string[] = [];
  const adopt = [
    (words: string[]) => vocabulary.adoptTerms(words),
    (words: string[]) => vocabulary.adoptForms(words),
    (words: string[]) => keys.push(...words),
    (words: string[]) => ids.push(...words),
  ];
  for (const [list, length] of lengthsOfLists.entries()) {
    for (let from = 0; from < length; from += WORDS_AT_ONCE) {
      const [size = 0] = await reader.numbers(1);
      const words = new TextDecoder().decode(await reader.bytes(size)).split(SEPARATOR);
      if (words.length !== Math.min(WORDS_AT_ONCE, length - from)) throw new Error("The stored index is damaged");
      adopt[list]?.(words);
      if (slices.isOver) await slices.next();
    }
  }
  const store = new Store({ vocabulary, postings, contents, phones, keys, ids, hashes });
  for (let slot = 0; slot < ids.length; slot++) {
    store.adopt(slot);
    if (slices.isOver) await slices.next();
  }
  return store;
}

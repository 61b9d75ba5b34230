/** Letters of Chinese, Japanese and Korean. */
const WRITING = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〆ヶー]+$/u;
const DOT = /[・·]/;

export const isEastAsian = (text: string): boolean => WRITING.test(text.replace(/[\s・·]/g, ""));

/** Frequent Korean family names of one syllable; those of two; and of China, without letters that begin Japanese family names. */
const KOREAN = new Set(
  "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지나엄채원천방공현함변염여추도소석선설길연",
);
const KOREAN_OF_TWO = /^(?:남궁|황보|제갈|선우|독고|사공|서문)/;
const CHINESE = new Set(
  "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱郭何罗羅郑鄭谢謝宋许許邓鄧冯馮韩韓曹彭萧蕭蔡潘袁于董余苏蘇吕呂魏蒋蔣杜丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆戴贾賈韦韋邱侯邹鄒孟阎閻薛段郝邵史顾顧赖賴贺賀严嚴尹钱錢施洪龚龔",
);
const CHINESE_OF_TWO = /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|皇甫|慕容|令狐)/;

/** How many letters at the beginning of a name without a space are the family name; 0 if that is not clear. */
function familyLetters(name: string): number {
  const { length } = name;
  if (KOREAN_OF_TWO.test(name) || CHINESE_OF_TWO.test(name)) return length === 3 || length === 4 ? 2 : 0;
  const first = name.charAt(0);
  if (/^\p{Script=Hangul}+$/u.test(name)) return length === 3 && KOREAN.has(first) ? 1 : 0;
  return /^\p{Script=Han}+$/u.test(name) && (length === 2 || length === 3) && CHINESE.has(first) ? 1 : 0;
}

/**
 * A name in Chinese, Japanese or Korean writing, the family name first. A dot is between the parts of a foreign name,
 * the given name first. A name in one word that may be cut at several places stays whole.
 *
 * @example
 * eastAsianParts("山川 葉子"); // => ["葉子", "山川"]
 * eastAsianParts("김민준"); // => ["민준", "김"]
 * eastAsianParts("山川葉子"); // => undefined
 */
export function eastAsianParts(name: string): readonly [given: string, family: string] | undefined {
  const words = name.split(/\s+/);
  const [first = "", ...others] = words;
  if (others.length > 0) return [others.join(" "), first];
  const at = Math.max(name.lastIndexOf("・"), name.lastIndexOf("·"));
  if (DOT.test(name)) return at > 0 && at < name.length - 1 ? [name.slice(0, at), name.slice(at + 1)] : undefined;
  const letters = familyLetters(name);
  return letters === 0 ? undefined : [name.slice(letters), name.slice(0, letters)];
}

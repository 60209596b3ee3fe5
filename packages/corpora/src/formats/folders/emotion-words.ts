/** Names of emotions in several languages, in lower case: they tell folders of labels from folders of speakers. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'ang anger angry annoyed bored boredom calm calmness confused contempt dis disgust disgusted elation ' +
    'embarrassed exc excited excitement fea fear fearful frustrated frustration fru hap happiness happy interest ' +
    'joy joyful neu neutral normal other panic pleased pleasant_surprise pride proud ps relief relaxed sad sadness sarcastic ' +
    'shame sleepy stress stressed sur surprise surprised tired amused amusement anxiety anxious despair enthusiasm ' +
    'positive negative ' +
    'wut ärger zorn freude trauer traurig angst ekel langeweile überraschung fröhlich wütend ruhig ängstlich glücklich ' +
    'colère joie tristesse peur dégoût neutre ennui calme ' +
    'ira enojo enfado alegría alegria felicidad tristeza miedo asco desagrado sorpresa rabia neutro ' +
    'rabbia gioia paura disgusto gioioso tristezza neutrale ' +
    'raiva medo nojo desgosto surpresa felicidade ' +
    'злость гнев радость грусть печаль страх отвращение нейтраль нейтрально удивление ' +
    '生气 愤怒 高兴 快乐 开心 悲伤 难过 害怕 恐惧 厌恶 惊讶 中性 怒り 喜び 悲しみ 恐れ 嫌悪 驚き 平静 분노 기쁨 슬픔 중립'
  ).split(' '),
);

/** Whether a folder's name is, or holds, the name of an emotion: `Angry`, `OAF_happy`, `03_sad`. */
export function isEmotionWord(name: string): boolean {
  const plain = name.normalize('NFC').toLowerCase();
  if (WORDS.has(plain) || WORDS.has(plain.replace(/[\s-]+/g, '_'))) return true;
  return plain.split(/[^\p{L}\p{M}]+/u).some((word) => word.length > 2 && WORDS.has(word));
}

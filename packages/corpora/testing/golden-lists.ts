const EMOTIONS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'];

/** A recording of the large golden lists. */
export interface ListedRecording {
  readonly channel: 'speech' | 'song';
  readonly emotion: string;
  readonly actor: number;
  readonly sex: 'male' | 'female';
}

/** The 1,440 spoken and 1,012 sung files of RAVDESS by file name, as `recordings` of tools/reference/corpora.py lists them. */
export function recordings(channels: readonly ('speech' | 'song')[] = ['speech', 'song']): ListedRecording[] {
  const list: ListedRecording[] = [];
  for (const channel of channels) {
    for (const emotion of EMOTIONS.slice(0, channel === 'song' ? 6 : 8)) {
      // Of each intensity two sentences, each said twice; neutral has one intensity.
      for (let take = 0; take < (emotion === 'neutral' ? 4 : 8); take++) {
        for (let actor = 1; actor <= 24; actor++) {
          if (channel === 'song' && actor === 18) continue;
          list.push({ channel, emotion, actor, sex: actor % 2 === 1 ? 'male' : 'female' });
        }
      }
    }
  }
  return list;
}

const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_S = 0.28;

/** Plays three rising notes in one device; false when it takes no sound. */
export async function playTestNotes(audio: AudioContext, sinkId: string): Promise<boolean> {
  const player = new Audio();
  const destination = audio.createMediaStreamDestination();
  player.srcObject = destination.stream;
  try {
    await player.setSinkId(sinkId);
    await player.play();
  } catch {
    return false;
  }
  const gain = new GainNode(audio, { gain: 0.2 });
  gain.connect(destination);
  for (const [index, frequency] of NOTES_HZ.entries()) {
    const note = new OscillatorNode(audio, { frequency });
    note.connect(gain);
    note.start(audio.currentTime + index * NOTE_S);
    note.stop(audio.currentTime + (index + 0.9) * NOTE_S);
    if (index === NOTES_HZ.length - 1)
      note.addEventListener("ended", () => {
        gain.disconnect();
        player.srcObject = null;
      });
  }
  return true;
}

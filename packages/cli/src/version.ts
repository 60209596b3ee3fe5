/** Version of the program, written into every run folder. */
export const PROGRAM_VERSION = '0.1.0';

// Vite gives the address of a bundled script for such an import.
declare module '*?worker&url' {
  const url: string;
  export default url;
}

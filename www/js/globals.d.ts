declare const BUILD_ID: string;

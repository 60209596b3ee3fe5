// Audio in and out

// Features

// Augmentation, noise reduction, images

export {};

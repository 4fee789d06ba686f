package catalog

// Container is something that webhooks are saved in, and how it is known. It
// names what a search found; the search does not need it.
type Container struct {
	Name    Text
	Way     string   // the first steps from the container's object to the webhook: "log/entries/*/request"; * is any step
	Has     []string // paths of members that the object has, or path=text for how the text of one begins
	General bool     // said only where nothing more particular is known
}

// Containers returns what webhooks are saved in. The first one that fits names
// an object.
func Containers() []Container { return containers }

// CaptureTimes returns the members of objects around a webhook that say when it
// was received or logged, as paths, the best first.
func CaptureTimes() []string { return captureTimes }

// The test context of notes.proto: its model, and a log of it in a temporary directory.
#ifndef FIVESTEP_PLATFORM_TESTING_NOTES_H_
#define FIVESTEP_PLATFORM_TESTING_NOTES_H_

#include <string>

#include "notes.pb.h"
#include "platform/eventlog/model.h"

namespace fivestep::testing {

// A model of the context `context`; with `source` it copies every note of that other log (reaction
// `copy-note`, fails on notes titled "poison") and counts its titles in the view `titles`. Notes of
// the own log are counted in the view `own-titles`.
ServiceModel NotesModel(const std::string& context, const std::string& source = "");

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_NOTES_H_

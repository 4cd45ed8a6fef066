/** {@code relay man}: the manual page, made of what help shows. Imports api and command. */
package tv.relay.cli.manual;
